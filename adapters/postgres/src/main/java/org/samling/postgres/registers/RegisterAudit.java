package org.samling.postgres.registers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.patron.Actor;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;

/** Writes into the audit what is done to patrons by other ways than commands. */
final class RegisterAudit {

  private static final String DONE =
      """
      insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome, note)
      values (:tenant, :id, :at, :actor, :branch, :command, :patron, 'done', :note)
      """;

  private RegisterAudit() {}

  /** Adds a row to a pipeline of the patron's tenant. */
  static void add(
      Pipeline pipeline,
      Instant at,
      Actor actor,
      String command,
      UUID patron,
      @Nullable String note) {
    pipeline.add(
        DONE,
        Parameters.of("id", Uuids.next(at))
            .and("at", at)
            .and("actor", actor.name())
            .and("branch", actor.branch())
            .and("command", command)
            .and("patron", patron)
            .and("note", note));
  }
}
