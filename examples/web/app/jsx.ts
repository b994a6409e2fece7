/**
 * Makes the elements of every file: the page's bundle puts it into each. Preact
 * has these two anyway, `preact/jsx-runtime` would come on top.
 *
 * @module
 */
export { Fragment, h } from "preact";
