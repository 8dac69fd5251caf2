/** The bundle brings no types, and has what the package's entry has. */
declare module 'echarts/dist/echarts.esm.min' {
  export * from 'echarts';
}
