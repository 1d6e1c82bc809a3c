/** The `Authorization` header of credentials, which are `project_id:secret`. */
export function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}
