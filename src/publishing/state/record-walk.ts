import type { Organization, Subject } from "../../directory/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import type { DeclaredRecord } from "./declared-records.ts";
import type { RecordPlan } from "./record-plan.ts";

/** Goes through declared records in their order, so that members come to the organization that is theirs. */
export class RecordWalk {
  readonly #context: ProjectContext;
  readonly #organizationIdByPointer = new Map<string, string>();

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
      if ("prospect" in plan) this.note(record, plan.prospect);
      return plan;
    }
    const { organization } = record;
    const organizationId = organization === undefined ? "" : this.#organizationIdByPointer.get(organization);
    return organizationId === undefined ? { kind: "deleted" } : record.plan(this.#context, organizationId);
  }

  /** Tells what was written for a record. */
  note({ pointer }: DeclaredRecord, { id }: { readonly id: string }): void {
    this.#organizationIdByPointer.set(pointer, id);
  }
}
