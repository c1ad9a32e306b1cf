package org.samling.core.circulation;

import java.util.List;
import java.util.Objects;

/** Decides on what is known of items by themselves. */
final class ItemChanges {

  private final Grounds grounds;
  private final Facts facts;

  ItemChanges(Grounds grounds, Facts facts) {
    this.grounds = grounds;
    this.facts = facts;
  }

  Decision describe(ItemCommand.DescribeItem command) {
    var now = grounds.now();
    return facts
        .item(command.item())
        .map(item -> {
          var described =
              item.described(command.properties().isBlank() ? null : command.properties());
          var isSame = Objects.equals(described.properties(), item.properties());
          return new Decision(
              new ItemOutcome.Changed(now, ItemShown.of(described, grounds.policy()), null),
              isSame
                  ? List.of()
                  : List.of(new ItemEffect.ItemDescribed(item.id(), described.properties(), now)),
              List.of());
        })
        .orElseGet(() -> {
          var why = Returning.unknownItem(command.item());
          return Decision.refusal(
              new ItemOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, command.item(), why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }
}
