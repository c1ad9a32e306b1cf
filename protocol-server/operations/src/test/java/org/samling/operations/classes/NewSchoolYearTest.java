package org.samling.operations.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Actor;
import org.samling.core.patron.BcryptHash;
import org.samling.core.patron.PatronRegister;
import org.samling.operations.Why;
import org.samling.operations.classes.RollOverPlan.ClassChange;
import org.samling.operations.classes.RollOverPlan.Told;
import org.samling.operations.classes.SchoolYears.NotChanged;

class NewSchoolYearTest {

  private static final TenantId TENANT = new TenantId(1);
  private static final DecisionReason WHY =
      new DecisionReason("group-known", "patron.kind", "patron", "GROUP");

  /** Refuses everything. */
  private static final class NotAGroup implements Circulation {

    @Override
    @SuppressWarnings("unchecked") // the command changes a group
    public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
      return CompletableFuture.completedFuture(
          (O) new PatronOutcome.Refused(Instant.now(), RefusalReason.NOT_A_GROUP, WHY));
    }
  }

  /** The class has no pupils that are to be written. */
  private static final class NoPatrons implements PatronRegister {

    @Override
    public Stored putPatrons(TenantId tenant, List<PatronRegister.NewPatron> patrons) {
      return new Stored(patrons.size(), 0);
    }

    @Override
    public void register(TenantId tenant, PatronRegister.NewPatron patron, Actor by) {
      throw new IllegalStateException("nobody is registered");
    }

    @Override
    public void putForeignPins(TenantId tenant, Map<String, BcryptHash> pins) {
      throw new IllegalStateException("nobody comes from another system");
    }

    @Override
    public String handle(TenantId tenant, String identifier) {
      return identifier;
    }
  }

  @Test
  void refusalIsTold() {
    var year =
        new NewSchoolYear(
            new NoPatrons(), new Commands(new NotAGroup(), Duration.ofSeconds(1)), TENANT);
    var change = new ClassChange("5a", "DK-799700", null, null, List.of(), List.of("1"));
    var plan =
        new RollOverPlan(
            List.of(),
            List.of(),
            List.of(change),
            List.of(),
            new Told(0, 0, List.of(), List.of(), List.of()));

    assertThat(
            year.apply(
                plan,
                at ->
                    new Origin(
                        TENANT,
                        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                        "test",
                        at.branch(),
                        Instant.now().plusSeconds(1))))
        .containsExactly(new NotChanged("5a", RefusalReason.NOT_A_GROUP, Why.of(WHY)));
  }
}
