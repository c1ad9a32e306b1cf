package org.samling.core.circulation.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.patron.Absence;

/** The holds that a batch is about, the titles they ask for, and the pickup numbers of branches. */
final class KnownHolds {

  private final Map<UUID, HoldFacts> holds = new HashMap<>();
  private final RequestedTitles titles = new RequestedTitles();
  private final Map<String, PickupNumbers> pickupNumbers = new HashMap<>();

  /**
   * A change in a patron's number of open holds.
   *
   * @param patron the patron's id
   * @param holds how many more; below 0 for fewer
   */
  record More(UUID patron, int holds) {}

  void add(HoldFacts hold) {
    holds.put(hold.id(), hold);
  }

  void add(String branch, PickupNumbers numbers) {
    pickupNumbers.put(branch, numbers);
  }

  RequestedTitles titles() {
    return titles;
  }

  int nextPickupNumber(String branch) {
    return pickupNumbers.getOrDefault(branch, new PickupNumbers(0, Set.of())).next();
  }

  Optional<HoldFacts> hold(UUID holdId) {
    return Optional.ofNullable(holds.get(holdId));
  }

  Stream<HoldFacts> group(HoldFacts hold) {
    var group = hold.wish().group();
    return group == null
        ? Stream.empty()
        : open().filter(h -> group.equals(h.wish().group()) && !h.id().equals(hold.id()));
  }

  List<HoldFacts> waiting(UUID recordId) {
    return open(recordId)
        .filter(h -> h.state() == HoldState.WAITING)
        .sorted(HoldFacts.QUEUE)
        .toList();
  }

  Stream<HoldFacts> open(UUID recordId) {
    return open().filter(h -> h.recordId().equals(recordId));
  }

  Stream<HoldFacts> ofPatron(UUID patronId) {
    return open().filter(h -> h.patronId().equals(patronId));
  }

  private Stream<HoldFacts> open() {
    return holds.values().stream().filter(h -> h.state().isOpen());
  }

  /** Applies a patron's absence, or its end, to their holds. */
  void away(UUID patronId, @Nullable Absence absence) {
    holds.replaceAll((_, h) -> h.patronId().equals(patronId) ? h.withAbsence(absence) : h);
  }

  Optional<More> apply(HoldEffect effect) {
    return switch (effect) {
      case HoldEffect.PickupNumberGiven(var branch, var number) -> {
        pickupNumbers.merge(
            branch,
            new PickupNumbers(number, Set.of()),
            (before, _) -> new PickupNumbers(number, before.used()));
        yield Optional.empty();
      }
      case HoldEffect.HoldPlaced(var hold) -> {
        add(hold);
        titles.changed(null, hold);
        yield Optional.of(new More(hold.patronId(), 1));
      }
      // For partners, who ask for it by its number.
      case HoldEffect.HoldReferenced _ -> Optional.empty();
      case HoldEffect.HoldChanged(var hold, _) -> {
        var before = holds.put(hold.id(), hold);
        titles.changed(before, hold);
        var wasOpen = before != null && before.state().isOpen();
        yield Optional.of(
            new More(hold.patronId(), (hold.state().isOpen() ? 1 : 0) - (wasOpen ? 1 : 0)));
      }
    };
  }
}
