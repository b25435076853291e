"use strict";
// Keys to the change before and after a day; a page without this script has the links.
const KEYS = { ArrowLeft: "prev", k: "prev", ArrowRight: "next", j: "next" };

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, select, textarea, [contenteditable], .scroll, .picture");
  if (inField || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const link = document.querySelector(`a[rel="${KEYS[event.key]}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
