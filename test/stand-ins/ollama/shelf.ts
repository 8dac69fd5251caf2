/** The models that are installed on a host, or that its registry offers. */
import { describe, fullName, type Model, type StandInModel } from './model.ts';

export interface Models {
  add(model: StandInModel): void;
  remove(name: string): void;
  /** Full names, in the order in which they came. */
  names(): string[];
}

export interface Shelf extends Models {
  get(name: string): Model | undefined;
  put(model: Model): void;
  all(): Model[];
}

export function createShelf(models: readonly StandInModel[] = []): Shelf {
  const shelf = new Map<string, Model>();
  const put = (model: Model) => void shelf.set(model.name, model);
  for (const model of models) put(describe(model));
  return {
    put,
    add: (model) => put(describe(model)),
    remove: (name) => void shelf.delete(fullName(name)),
    names: () => [...shelf.keys()],
    get: (name) => shelf.get(fullName(name)),
    all: () => [...shelf.values()],
  };
}
