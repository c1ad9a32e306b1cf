package org.samling.routes.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.patron.Persons;
import org.samling.routes.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events of the person registry, from whatever brings them: a route of the operator's sends
 * each, a {@link PersonEvent}, to {@link #FROM}. No tenant learns whom else it concerned.
 */
public final class PersonEvents extends RouteBuilder {

  /** Where events are sent; the answer is what came of each, a {@link Taken}. */
  public static final String FROM = "direct:person-registry";

  private static final Logger LOG = LoggerFactory.getLogger(PersonEvents.class);
  private static final String ACTOR = "person registry";
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Persons persons;
  private final Commands commands;

  /**
   * Makes it.
   *
   * @param persons knows whose patrons a person is
   * @param commands takes what comes of an event
   */
  public PersonEvents(Persons persons, Commands commands) {
    this.persons = persons;
    this.commands = commands;
  }

  @Override
  public void configure() {
    from(FROM)
        .routeId("person-registry")
        .process(exchange ->
            exchange
                .getMessage()
                .setBody(take(exchange.getMessage().getMandatoryBody(PersonEvent.class))));
  }

  /**
   * What came of an event.
   *
   * @param patrons how many patrons it concerns
   * @param known of how many of them it was known already, under its number
   * @param refused by what it was refused, now or then
   */
  public record Taken(int patrons, int known, List<DecisionReason> refused) {

    /** Copies the list. */
    public Taken {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Does what an event asks for, with every patron whom it concerns.
   *
   * @throws org.samling.core.StoreException when the store can't be asked; the event can be taken
   *     again, and has no second effect where it had one
   */
  public Taken take(PersonEvent event) {
    var begun = Instant.now();
    var rows = persons.rowsOf(event.person());
    var known = 0;
    var refusals = new ArrayList<DecisionReason>();
    for (var row : rows) {
      var outcome = commands.outcome(command(event, row));
      // What is decided now is decided in this process.
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
    return new Taken(rows.size(), known, refusals);
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
