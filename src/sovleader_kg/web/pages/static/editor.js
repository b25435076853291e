"use strict";
// The editor asks this server alone: no other endpoint can be chosen, nothing is fetched from elsewhere.
const endpoint = new URL("/sparql", window.location.href).href;
const editor = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: null,
  yasqe: { value: "SELECT ?person ?post WHERE { ?term sl:holder ?person ; sl:post ?post } LIMIT 20" },
});
for (const link of document.querySelectorAll("a[data-query]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.getTab().setQuery(link.dataset.query);
    document.getElementById("editor").scrollIntoView();
  });
}
