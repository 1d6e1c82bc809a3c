// Has the official Python client make each of its calls to a server: `npm run test:management-client`.
import { installPythonPackage } from "../python-package.ts";
import { managementClient, runManagementClient } from "./run-client.ts";

const installed = await installPythonPackage(managementClient);
if ("reason" in installed) {
  console.error(`There is no client: ${installed.reason}.`);
  process.exitCode = 1;
} else {
  const { code, output } = await runManagementClient(installed.bin);
  process.stdout.write(output);
  process.exitCode = code;
}
