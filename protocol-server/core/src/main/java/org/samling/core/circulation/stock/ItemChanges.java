package org.samling.core.circulation.stock;

import java.util.List;
import java.util.Objects;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;

/** Decides on changes to the description of an item. */
public final class ItemChanges {

  private final DecisionContext context;
  private final Facts facts;

  public ItemChanges(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  public Decision describe(ItemCommand.DescribeItem command) {
    var now = context.now();
    return facts
        .item(command.item())
        .map(item -> {
          var described =
              item.described(command.properties().isBlank() ? null : command.properties());
          var isSame = Objects.equals(described.properties(), item.properties());
          return new Decision(
              new ItemOutcome.Changed(now, ItemView.of(described, context.policy()), null),
              isSame
                  ? List.of()
                  : List.of(new ItemEffect.ItemDescribed(item.id(), described.properties(), now)),
              List.of());
        })
        .orElseGet(() -> {
          var why = ItemRules.unknown(command.item());
          return Decision.refusal(
              new ItemOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, command.item(), why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }
}
