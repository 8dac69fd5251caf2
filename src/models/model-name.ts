/** A model's name in full: without a tag, Ollama means `:latest`. */
export function fullName(model: string): string {
  return model.includes(':', model.lastIndexOf('/') + 1) ? model : `${model}:latest`;
}

export function sameModel(one: string, other: string): boolean {
  return one === other || fullName(one) === fullName(other);
}
