/** The values of a fixture, from the server of the page. Tests are defined at once, so it is read at once too. */
export function readFixture(name: 'talking-heads-attention.json' | 'training.json'): unknown {
  const request = new XMLHttpRequest();
  request.open('GET', `/fixtures/${name}`, false);
  request.send();
  if (request.status !== 200) throw new Error(`readFixture: ${name} must be served, got status ${request.status}`);
  return JSON.parse(request.responseText);
}
