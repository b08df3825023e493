// Says one of the sentences that an area of the page keeps ready.

/** Shows the sentence for a word, and hides the others; all of them for a word without a sentence. */
export const sayIn = (area) => (word) => {
  for (const text of area.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== word;
};
