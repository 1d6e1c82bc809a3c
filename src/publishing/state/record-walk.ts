import type { Organization, Subject } from "../../directory/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import type { DeclaredRecord } from "./declared-records.ts";
import type { DeclaredMembership } from "./plan-subject.ts";
import type { RecordPlan } from "./record-plan.ts";

/** That of a user. */
const noMembership: DeclaredMembership = { id: "", implicitRoles: [] };

/** Goes through declared records in their order, so that members come to the organization that is theirs. */
export class RecordWalk {
  readonly #context: ProjectContext;
  readonly #organizationByPointer = new Map<string, DeclaredMembership>();

  constructor(context: ProjectContext) {
    this.#context = context;
  }

  /**
   * Plans the record. The members of an organization that is not there, for whatever reason, are passed over as
   * deleted.
   */
  async plan(record: DeclaredRecord): Promise<RecordPlan<Organization> | RecordPlan<Subject>> {
    const plan = await this.#look(record);
    // Another process that applies the same state may have made the record in the middle of it: then it is found now.
    return plan.kind === "refused" ? this.#look(record) : plan;
  }

  async #look(record: DeclaredRecord): Promise<RecordPlan<Organization> | RecordPlan<Subject>> {
    if (record.what === "organization") {
      const plan = await record.plan(this.#context);
      if ("prospect" in plan) this.#organizationByPointer.set(record.pointer, plan.prospect);
      return plan;
    }
    if (record.organization === undefined) return record.plan(this.#context, noMembership);
    const organization = this.#organizationByPointer.get(record.organization);
    return organization === undefined ? { kind: "deleted" } : record.plan(this.#context, organization);
  }

  /** Tells what was written for a record. */
  note({ pointer }: DeclaredRecord, { id }: { readonly id: string }): void {
    const { implicitRoles } = this.#organizationByPointer.get(pointer) ?? noMembership;
    this.#organizationByPointer.set(pointer, { id, implicitRoles });
  }
}
