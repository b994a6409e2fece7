/**
 * Unpacks the Chromium of npm, and the libraries and fonts that it needs, below
 * the directory for temporary files, as it does by itself on a bare machine.
 *
 * @module
 */

import { tmpdir } from "node:os";
import chromium from "@sparticuz/chromium";
import { setUpFonts } from "./fonts.ts";

await chromium.executablePath();
await setUpFonts(tmpdir());
