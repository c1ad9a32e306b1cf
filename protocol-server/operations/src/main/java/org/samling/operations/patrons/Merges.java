package org.samling.operations.patrons;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.samling.core.patron.PatronMerges;
import org.samling.core.patron.PatronMerges.Obstacle;
import org.samling.core.patron.PatronMerges.Part;
import org.samling.operations.Means;
import org.samling.operations.Texts;

/** What the operations that merge patrons take and return. */
public final class Merges {

  private static final int NAME = 200;

  private Merges() {}

  /** Which patrons. */
  public record Pair(
      @Means("an identifier of the patron who stays") String patron,
      @Means("an identifier of the patron who goes; what is theirs goes to the other")
          @Size(max = NAME) String other) {}

  /** Which patrons are merged. */
  public record Confirmed(
      @Means("an identifier of the patron who stays") String patron,
      @Means("an identifier of the patron who goes; what is theirs goes to the other")
          @Size(max = NAME) String other,
      @Means("the same as \"other\" once more, as a confirmation") @Size(max = NAME) String confirm) {}

  /** What a merge moves. */
  public record Merge(
      @Means("the name of the patron who stays") @Size(max = Texts.LONGEST) String name,
      @Means("the name of the patron who goes") @Size(max = Texts.LONGEST) String otherName,
      @Means("what the one who stays gets") List<Moved> moved,
      @Means("what stands in the way; empty if they can be merged") List<Obstacle> obstacles) {

    static Merge of(PatronMerges.Plan plan) {
      return new Merge(
          plan.keptName(),
          plan.mergedName(),
          plan.moved().stream().map(moved -> new Moved(moved.part(), moved.number())).toList(),
          plan.obstacles());
    }
  }

  /** How much of something is moved. */
  public record Moved(Part part, @Min(0) long number) {}
}
