package org.samling.cli.common;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;

/** Sends commands to the store on behalf of the user at the command line. */
public final class CommandSender {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Commands commands;
  private final TenantId tenant;
  private final String branch;

  /**
   * Makes it.
   *
   * @param store the store that carries out the commands
   * @param tenant the tenant that the commands are for
   * @param branch the code of the branch where they take place
   */
  public CommandSender(PostgresStore store, TenantId tenant, String branch) {
    this.commands = new Commands(store, DEADLINE);
    this.tenant = tenant;
    this.branch = branch;
  }

  /** The origin of a command that was typed just now. */
  public Origin origin() {
    return new Origin(
        tenant,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        Terminal.user(),
        branch,
        Instant.now().plus(DEADLINE));
  }

  public <O extends Outcome> O outcome(Command<O> command) {
    return commands.outcome(command);
  }
}
