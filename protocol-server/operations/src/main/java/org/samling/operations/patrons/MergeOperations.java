package org.samling.operations.patrons;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.Actor;
import org.samling.core.patron.PatronMerges;
import org.samling.core.patron.PatronMerges.Obstacle;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Words;
import org.samling.operations.patrons.Merges.Confirmed;
import org.samling.operations.patrons.Merges.Merge;
import org.samling.operations.patrons.Merges.Pair;

/** Two records of one person made one. */
public final class MergeOperations {

  /** The operations. */
  public static final Family<MergeOperations> FAMILY =
      new Family<>(
          "patrons",
          "patron",
          "Two records of one person made one",
          List.of(
              Operation.post(
                      "preview-merge",
                      "/patrons/:patron/merge-preview",
                      Scope.PATRONS_MERGE,
                      "Shows what merging two patrons would do, and what stands in the way")
                  .changingNothing()
                  .of(Pair.class, Merge.class, MergeOperations::preview),
              Operation.post(
                      "merge-patrons",
                      "/patrons/:patron/merge",
                      Scope.PATRONS_MERGE,
                      "Makes two records of one person one; this can't be undone")
                  .takingItsTime()
                  .of(Confirmed.class, Merge.class, MergeOperations::merge)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final PatronMerges merges;
  private final Commands commands;

  /** Operations on a store. */
  public MergeOperations(PatronMerges merges, Circulation circulation) {
    this.merges = merges;
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Merge preview(Request<Pair> request) {
    var pair = request.input();
    return merges
        .plan(request.tenantId(), pair.patron(), pair.other())
        .map(Merge::of)
        .orElseThrow(Problem::unknownPatron);
  }

  private Merge merge(Request<Confirmed> request) {
    var pair = request.input();
    if (!pair.confirm().equals(pair.other())) {
      throw Problem.invalid("\"confirm\" must be the same as \"other\"; nobody was merged.");
    }
    var account = request.account();
    var merge =
        merges
            .merge(
                request.tenantId(),
                pair.patron(),
                pair.other(),
                new Actor(account.username(), account.branch()))
            .map(Merge::of)
            .orElseThrow(Problem::unknownPatron);
    if (merge.obstacles().isEmpty() || merge.obstacles().contains(Obstacle.SAME_PATRON)) {
      // One may have had credit, and the other debts; whoever asks again after a failure, too.
      commands.outcome(new FeeCommand.UseCredit(request.origin(DEADLINE), pair.patron()));
    }
    if (!merge.obstacles().isEmpty()) {
      var obstacles =
          merge.obstacles().stream()
              .map(obstacle -> Words.of(obstacle).replace('-', ' '))
              .collect(Collectors.joining(", "));
      throw Problem.refused("The patrons can't be merged: %s.".formatted(obstacles), merge);
    }
    return merge;
  }
}
