package org.samling.operations.loans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckinOutcome.SetStanding;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.operations.loans.Loans.Lent;
import org.samling.operations.loans.Returns.Returned;
import org.samling.operations.schema.Shape;

/** Which members answers have depends on what was lent or returned. */
class LoansTest {

  private static final Tenant TENANT =
      new Tenant(
          new TenantId(1),
          "t",
          "T",
          ZoneId.of("Europe/Copenhagen"),
          Currency.getInstance("DKK"),
          false);

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Instant DUE = Instant.parse("2026-12-23T22:59:59Z");
  private static final UUID LOAN = UUID.fromString("019aba4c-6a00-7000-8000-000000000000");
  private static final SetStanding SET = new SetStanding("S", "Thirty", 2, List.of("2"));
  private static final CheckoutOutcome.Granted GRANTED =
      new CheckoutOutcome.Granted(
          NOW, LOAN, item(), DUE, true, List.of(), new DecisionReason("r", "s", "l", "v"));

  private static ItemView item() {
    return new ItemView("1", "Title", null, "book", "001", "B", null, null, null, null, null);
  }

  private static String json(Record answer) {
    return Shape.write(answer).toString();
  }

  @Test
  void onlyALoanOfOneItemHasANumberAndOnlyASetHasItems() {
    assertThat(json(Lent.of(GRANTED, TENANT)))
        .isEqualTo("{item=1, title=Title, due=%s, renewed=true, loan=%s}".formatted(DUE, LOAN));
    var set =
        new CheckoutOutcome.SetGranted(NOW, "S", "Thirty", List.of(GRANTED), DUE, List.of("2"));
    assertThat(json(Lent.of(set, TENANT)))
        .isEqualTo(
            "{item=S, title=Thirty, due=%s, renewed=true, items=[{item=1, title=Title, due=%s}], missing=[2]}"
                .formatted(DUE, DUE));
  }

  @Test
  void returnedItemTellsAllThatIsKnownOfIt() {
    var destination = new Destination.Lender("B", "Library");
    var returned = new CheckinOutcome.Returned(NOW, item(), LOAN, "A", DUE, destination, "7", SET);
    assertThat(json(Returned.of(returned)))
        .isEqualTo(
            "{item=1, title=Title, destination=home, branch=B, owner=Library, bin=7, was-on-loan=true, due=%s, shelf=null, pickup-until=null, missing=[2]}"
                .formatted(DUE));
  }

  @Test
  void returnedSetTellsWhatIsMissingAndOthersItemWhoseItIs() {
    assertThat(json(Returned.of(new CheckinOutcome.SetReturned(NOW, SET, "DK-1", List.of()))))
        .isEqualTo("{item=S, title=Thirty, destination=set, branch=DK-1, missing=[2]}");
    assertThat(json(Returned.of(new CheckinOutcome.OfOther(NOW, "9", "Other", "South", "Main"))))
        .isEqualTo("{item=9, title=Other, destination=other-tenant, branch=Main, owner=South}");
  }
}
