/** An element with attributes, listeners and children; a child that is nothing is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

export const find = id => document.getElementById(id);

/** Fills an element anew only where what belongs there has changed: focus and animations stay. */
export function fill(element, shape, build) {
  const mark = JSON.stringify(shape);
  if (element.shape === mark) return;
  element.shape = mark;
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
  element.replaceChildren(...build());
  if (focused) element.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}
