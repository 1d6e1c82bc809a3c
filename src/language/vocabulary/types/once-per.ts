/**
 * The function with a memory: it works out its answer once for each key, and forgets it with the key. For what takes
 * time in proportion to a type, since a schema may declare thousands of properties and a template may read them often.
 */
export function oncePer<K extends object, V extends object | number | boolean>(work: (key: K) => V): (key: K) => V {
  const answers = new WeakMap<K, V>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = work(key);
    answers.set(key, answer);
    return answer;
  };
}
