/**
 * Unpacks the Chromium of npm, and the libraries that it needs, below the
 * directory for temporary files, as it does by itself on a bare machine.
 *
 * @module
 */

import chromium from "@sparticuz/chromium";

await chromium.executablePath();
