import { suggest } from "../diagnostics/did-you-mean.ts";
import { listNames } from "../diagnostics/list-names.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { insertion } from "../diagnostics/report.ts";
import { macroSummaries, methodNames, methodsNamed } from "../vocabulary/functions/functions.ts";
import type { Type } from "../vocabulary/type.ts";
import { isNever, type Selection, selectIndex, selectProperty, withoutNull } from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import { canBe, describeType } from "./describe-type.ts";
import { methodAlias } from "./method-aliases.ts";
import { renameMember, type StaticMember } from "./static-member.ts";

/** The type of a member that is named literally; reports one that is known not to be there. */
export function selectMember(
  context: CheckContext,
  receiver: Type,
  member: StaticMember,
  receiverText: () => string | undefined,
): Selection | undefined {
  const { name } = member;
  const selection = typeof name === "string" ? selectProperty(receiver, name) : selectIndex(receiver, name);
  if (isNever(withoutNull(receiver))) return selection;
  if (selection.undeclared) return undeclared(context, receiver, member, receiverText);
  if (isNever(withoutNull(selection.type)) && selection.notSelectable.length > 0) {
    const help = typeof name === "string" ? methodHelp(name, member, receiver) : {};
    const message = `${describeType(receiver)} has no member ${quoteSource(String(name))}`;
    return context.report("no-such-member", member.nameSpan, message, help);
  }
  return selection;
}

function methodHelp(name: string, member: StaticMember, receiver: Type) {
  const methods = methodNamesFor(receiver);
  const alias = methodAlias(name);
  const known = [name, alias].find((each) => each !== undefined && methods.includes(each));
  const meant = known ?? suggest(name, methods)[0];
  if (meant === undefined) return {};
  const callable = methodsNamed(meant).some(({ parameters }) => parameters.length === 0);
  const help = `\`${meant}\` is a function: call it, as in \`.${meant}(${callable ? "" : "…"})\``;
  if (!callable || !member.dotted) return { help };
  const end = member.nameSpan.end;
  const edits = meant === name ? [insertion(end, "()")] : [{ span: member.nameSpan, text: `${meant}()` }];
  return { help, fix: { title: "call the function", edits } };
}

/** The methods that some value of the type has. */
function methodNamesFor(receiver: Type): readonly string[] {
  return methodNames.filter((name) => {
    if (Object.hasOwn(macroSummaries, name)) return canBe(receiver, "list", "object");
    if (name === "matches") return canBe(receiver, "string");
    return methodsNamed(name).some((definition) => canBe(receiver, definition.receiver));
  });
}

function undeclared(
  context: CheckContext,
  receiver: Type,
  member: StaticMember,
  receiverText: () => string | undefined,
): undefined {
  const { name } = member;
  if (typeof name === "number") {
    return context.report("no-such-member", member.nameSpan, `${listText(receiverText())} has no element \`${name}\``);
  }
  const { slip, help = declaredHelp(receiver) } = context.guess(name, declaredNames(receiver));
  const fix = slip === undefined ? undefined : renameMember(context, member, slip);
  const message = `unknown property ${quoteSource(name)}${ownerText(receiverText())}`;
  return context.report("unknown-property", member.nameSpan, message, { help, fix });
}

/** One by one: there may be thousands, of which the first are enough. */
function* declaredNames(receiver: Type): Iterable<string> {
  for (const atom of receiver.atoms) if (atom.kind === "object") yield* atom.properties.keys();
}

function declaredHelp(receiver: Type): string {
  return `its schema declares ${listNames(declaredNames(receiver)) || "no properties"}`;
}

function listText(text: string | undefined): string {
  return text === undefined ? "the list" : `the list ${quoteSource(text)}`;
}

function ownerText(text: string | undefined): string {
  return text === undefined ? "" : ` of ${quoteSource(text)}`;
}
