// The one place that knows the globals of the two classic scripts of a map page. A page without the second
// script has no street map, only the ground.
export const L = window.L;
export const protomaps = window.protomapsL;
