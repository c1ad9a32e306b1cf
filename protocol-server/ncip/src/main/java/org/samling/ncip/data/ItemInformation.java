package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item, or a problem with it. */
public record ItemInformation(
    @Nullable ItemId itemId,
    @Nullable Instant dateDue,
    @Nullable Instant dateRecalled,
    @Nullable Instant holdPickupDate,
    @Nullable ItemOptionalFields itemOptionalFields,
    List<Problem> problems) {
  private ItemInformation(
      @Nullable ItemId itemId, @Nullable Instant dateRecalled, List<Problem> problems) {
    this(itemId, dateRecalled, null, problems);
  }

  private ItemInformation(
      @Nullable ItemId itemId,
      @Nullable Instant dateRecalled,
      @Nullable ItemOptionalFields itemOptionalFields,
      List<Problem> problems) {
    this(itemId, null, dateRecalled, null, itemOptionalFields, problems);
  }

  /** An item that can't be looked up. */
  public static ItemInformation unknown(@Nullable ItemId id, Problem problem) {
    return new ItemInformation(id, null, List.of(problem));
  }

  public ItemInformation {
    problems = List.copyOf(problems);
  }
}
