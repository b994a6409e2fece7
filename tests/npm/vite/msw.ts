/**
 * The types of the one entry point that needs those of a browser.
 *
 * @module
 */

export type Msw = typeof import("@rxgroupme/client/testing/msw");
