package org.samling.routes.ncip;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;
import org.samling.ncip.data.PickupPlaces;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/**
 * Branches as partners name them: by code, by name, or by number. A branch's number is the digits
 * of its code, such as 779703 for DK-779703; where there are none, or another branch has them, it
 * is made of the code's bytes. Either stays the same when other branches come and go.
 */
final class NcipPlaces {

  private static final int MOST_DIGITS = 9;

  private NcipPlaces() {}

  /** The code of the branch that a partner means; empty where none is meant, or more than one. */
  static Optional<String> find(LendingPolicy policy, SchemeValue place) {
    var found = matching(policy, place);
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /**
   * The code of the branch that a partner means, or what the partner wrote if there is no such
   * branch.
   *
   * @throws ProblemException where several branches have this name
   */
  static String branch(LendingPolicy policy, SchemeValue place) {
    var found = matching(policy, place);
    if (found.size() > 1) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "Several branches have this name: name one by its code.",
          "PickupLocation",
          place.value());
    }
    return found.isEmpty() ? place.value() : found.getFirst();
  }

  private static List<String> matching(LendingPolicy policy, SchemeValue place) {
    var value = place.value().strip();
    if (policy.branches().containsKey(value)) {
      return List.of(value);
    }
    var named =
        policy.branches().values().stream()
            .filter(branch -> branch.name().strip().equalsIgnoreCase(value))
            .map(Branch::code)
            .toList();
    return named.isEmpty()
        ? numbers(policy).entrySet().stream()
            .filter(number -> number.getKey().toString().equals(value))
            .map(number -> number.getValue().code())
            .toList()
        : named;
  }

  /** The branches where requests can be picked up, by number and name; null for none. */
  static @Nullable PickupPlaces places(LendingPolicy policy, Predicate<Branch> which) {
    var places =
        numbers(policy).entrySet().stream()
            .filter(number -> which.test(number.getValue()))
            .map(number -> new LocationNameInstance(number.getKey(), number.getValue().name()))
            .toList();
    return places.isEmpty() ? null : PickupPlaces.of(places);
  }

  private static SortedMap<Integer, Branch> numbers(LendingPolicy policy) {
    var numbers = new TreeMap<Integer, Branch>();
    policy.branches().values().stream()
        .sorted(Comparator.comparing(Branch::code))
        .forEach(branch -> {
          var digits = branch.code().replaceAll("\\D", "");
          var number =
              digits.isEmpty() || digits.length() > MOST_DIGITS ? 0 : Integer.parseInt(digits);
          numbers.put(number == 0 || numbers.containsKey(number) ? hash(branch) : number, branch);
        });
    return numbers;
  }

  private static int hash(Branch branch) {
    var sum = new CRC32();
    sum.update(branch.code().getBytes(StandardCharsets.UTF_8));
    return Math.max(1, (int) sum.getValue() & Integer.MAX_VALUE);
  }
}
