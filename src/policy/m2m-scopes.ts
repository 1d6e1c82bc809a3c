/**
 * Tells whether the scopes of an M2M client cover every scope that is needed. A scope is `action:resource` or a bare action;
 * it covers itself, and `action:*` covers every scope of that action. The official SDKs decide the same way.
 */
export function m2mScopesAuthorize(has: readonly string[], needs: readonly string[]): boolean {
  const held = new Set(has);
  return needs.every((scope) => held.has(scope) || held.has(`${actionOf(scope)}:*`));
}

function actionOf(scope: string): string {
  const colon = scope.indexOf(":");
  return colon === -1 ? scope : scope.slice(0, colon);
}
