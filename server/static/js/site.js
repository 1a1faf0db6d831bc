// What script adds to every page; without it everything works all the same.
import { suggest } from "./suggest.js";

const box = document.querySelector("input[data-suggest]");
if (box instanceof HTMLInputElement) suggest(box);
