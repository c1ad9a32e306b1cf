package org.samling.routes.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.patron.Persons;
import org.samling.routes.ProtocolRoutes;
import org.samling.routes.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies events of the person registry from any source. No tenant learns which others an event
 * concerns.
 */
public final class PersonEvents {

  private static final Logger LOG = LoggerFactory.getLogger(PersonEvents.class);
  private static final String ACTOR = "person registry";
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Persons persons;
  private final Commands commands;
  private final Switchboard<PersonEvent, EventResult> switchboard;

  /** Adds the route of the events to a started Camel context. */
  public PersonEvents(CamelContext camel, Persons persons, Commands commands) {
    this.persons = persons;
    this.commands = commands;
    this.switchboard =
        new Switchboard<>(
            camel, ProtocolRoutes.of("person-registry", PersonEvent.class, this::handle));
  }

  /**
   * The result of an event.
   *
   * @param patrons how many patrons it concerns
   * @param known for how many of them it had been handled before, under its number
   * @param refused the reasons why it was refused, now or before
   */
  public record EventResult(int patrons, int known, List<DecisionReason> refused) {

    /** Copies the list. */
    public EventResult {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Applies an event to every patron whom it concerns.
   *
   * @throws org.samling.core.StoreException when the store is unreachable; the event can be sent
   *     again, and takes effect only once
   */
  public EventResult apply(PersonEvent event) {
    return switchboard.send(event);
  }

  private EventResult handle(PersonEvent event) {
    var begun = Instant.now();
    var rows = persons.rowsOf(event.person());
    var known = 0;
    var refusals = new ArrayList<DecisionReason>();
    for (var row : rows) {
      var outcome = commands.outcome(command(event, row));
      // An outcome of an earlier time is a repetition: new ones are decided in this process.
      known += outcome.at().isBefore(begun) ? 1 : 0;
      if (outcome instanceof PatronOutcome.Refused refused) {
        refusals.add(refused.why());
        LOG.warn(
            "tenant {}: event {} of the person registry was refused: {}",
            row.tenant(),
            event.id(),
            refused.why());
      }
    }
    return new EventResult(rows.size(), known, refusals);
  }

  private static PatronCommand command(PersonEvent event, Persons.Row row) {
    var origin =
        new Origin(
            row.tenant(),
            CommandKey.of(CommandKey.MAX_WINDOW, "person-registry", event.id(), row.tenant()),
            ACTOR,
            row.branch(),
            Instant.now().plus(DEADLINE));
    var name = new PatronName.Id(row.patron());
    return switch (event) {
      case PersonEvent.Died _ -> new PatronCommand.RegisterDeath(origin, name);
      case PersonEvent.Moved(_, _, var municipality, var address, var on) ->
          new PatronCommand.RegisterMove(origin, name, municipality, address, on);
      case PersonEvent.Protected(_, _, var isProtected) ->
          new PatronCommand.RegisterProtection(origin, name, isProtected);
    };
  }
}
