package org.samling.operations;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;

/** Places in a tenant's tree, as inputs name them. */
public final class Places {

  private static final int PARTS = 4;

  private Places() {}

  /**
   * The place that is named, with the places above it; the whole tenant where none is named.
   *
   * @throws Problem when there is no such place
   */
  public static List<Unit> path(
      LendingPolicy policy,
      @Nullable String agency,
      @Nullable String branch,
      @Nullable String location) {
    var tenant = new Unit(Level.TENANT, policy.tenant().code());
    if (branch == null && location != null) {
      throw Problem.invalid(
          new Sentence(
              "\"location\" is a place within a branch; give \"branch\" too.",
              "\"location\" er et sted i en afdeling: angiv også \"branch\"."));
    }
    if (branch != null && agency != null) {
      throw Problem.invalid(
          new Sentence(
              "Give \"agency\" or \"branch\", not both.",
              "Angiv \"agency\" eller \"branch\", ikke begge."));
    }
    if (branch != null) {
      checkBranch(policy, branch);
      if (location != null) {
        checkWithin(location);
      }
      return policy.path(branch, location);
    }
    if (agency != null) {
      checkAgency(policy, agency);
      return List.of(new Unit(Level.AGENCY, agency), tenant);
    }
    return List.of(tenant);
  }

  private static void checkWithin(String location) {
    var parts = List.of(location.split(Unit.WITHIN, -1));
    if (parts.size() > PARTS) {
      throw Problem.invalid(
          new Sentence(
              "A place within a branch can have at most four parts.",
              "Et sted i en afdeling kan højst have fire led."));
    }
    if (parts.stream().anyMatch(String::isBlank)) {
      throw Problem.invalid(
          new Sentence(
              "The parts of a place within a branch must not be empty.",
              "Et steds led må ikke være tomme."));
    }
  }

  /**
   * Checks the code of a branch.
   *
   * @throws Problem when the tenant has no such branch
   */
  public static void checkBranch(LendingPolicy policy, String code) {
    check(policy, "branch", code, policy.branches().keySet());
  }

  /**
   * Checks the number of an agency.
   *
   * @throws Problem when the tenant has no such agency
   */
  public static void checkAgency(LendingPolicy policy, String number) {
    check(policy, "agency", number, policy.agencies().keySet());
  }

  /**
   * Checks a code of which policy rules speak, where the tenant knows all possible codes.
   *
   * @throws Problem when it is none of them
   */
  public static void check(LendingPolicy policy, Subject subject, String code) {
    var word = subject.word();
    var thing =
        word.endsWith("-agency") || word.endsWith("-branch")
            ? word.substring(word.indexOf('-') + 1)
            : word.replace('-', ' ');
    policy.codes(subject).ifPresent(known -> check(policy, thing, code, known));
  }

  static void check(LendingPolicy policy, String what, String code, Set<String> known) {
    if (!known.contains(code)) {
      throw Problem.invalid(
          Sentence.of(
              "%1$s has no %2$s \"%3$s\".",
              "\"%3$s\" kendes ikke i %1$s.", policy.tenant().code(), what, code));
    }
  }
}
