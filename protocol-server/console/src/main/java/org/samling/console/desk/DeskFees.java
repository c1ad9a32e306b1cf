package org.samling.console.desk;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.desk.DeskPage.Step;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** What loans and renewals cost at the desk: staff are asked once, with the amount. */
final class DeskFees {

  private DeskFees() {}

  /** What was charged, if anything was. */
  static Stream<String> charged(DeskView.Desk desk, @Nullable LendingFee fee) {
    return fee == null
        ? Stream.of()
        : Stream.of(desk.word("desk.fee-charged", desk.say().money(fee.amount())));
  }

  /** How what was refused for its fee can be done. */
  static List<Step> steps(DeskView.Desk desk, String act, String item, Refusal refusal) {
    var fee = LendingFee.of(refusal);
    if (fee == null) {
      return List.of();
    }
    return refusal.reason() == RefusalReason.FEE_NOT_PAID
        ? List.of(DeskResults.pay(desk, act.equals("lend") ? item : "", fee.amount()))
        : List.of(
            Step.Act.of(
                    desk.word("desk.%s-for-fee".formatted(act), desk.say().money(fee.amount())),
                    act,
                    Map.of(
                        "item",
                        item,
                        "fee",
                        Long.toString(fee.amount()),
                        "by",
                        desk.visit().request().field("by")))
                .on("F4"));
  }

  /** The fee that stands among other rules that staff override, and is charged; 0 for none. */
  static String asked(Explanation explained, int broken) {
    return Check.broken(explained.checks()).stream()
        .filter(check -> broken > 1 && check.reason() == RefusalReason.FEE_NOT_ACCEPTED)
        .map(check -> check.why().value())
        .findFirst()
        .orElse("0");
  }
}
