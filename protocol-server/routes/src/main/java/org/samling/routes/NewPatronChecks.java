package org.samling.routes;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PinRules;
import org.samling.core.patron.ReservedPrefixes;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** What is checked of everybody who becomes a patron, whoever registers them. */
public final class NewPatronChecks {

  private static final int LONGEST = 100;

  private final LendingPolicy policy;
  private final Instant at;

  /**
   * Checks by the rules of a library.
   *
   * @param at the time, by which settings apply
   */
  public NewPatronChecks(LendingPolicy policy, Instant at) {
    this.policy = policy;
    this.at = at;
  }

  /**
   * The category of a new patron.
   *
   * @param wanted its code, or null for that of new patrons
   * @param branch the code of the patron's own branch
   * @return empty where there is no such category, or none is set for new patrons
   */
  public Optional<String> category(@Nullable String wanted, String branch) {
    var category =
        wanted == null
            ? policy.setting(Setting.PATRON_CATEGORY_NEW, branch, policy.day(at)).value()
            : wanted;
    return Optional.of(category).filter(policy.patronCategories()::containsKey);
  }

  /** Why a PIN is not accepted, as a sentence; empty where it is, and for null. */
  public Optional<String> faultOfPin(@Nullable Secret pin, PinRules.Owner owner) {
    var rules = PinRules.of(policy, at);
    return pin == null || rules.accepts(pin, owner)
        ? Optional.empty()
        : Optional.of("A PIN of this library %s.".formatted(rules.words()));
  }

  /** Why nobody can be given an identifier, as the end of a sentence; empty where they can. */
  public static Optional<String> faultOfIdentifier(String identifier) {
    if (ReservedPrefixes.isIn(identifier)) {
      return Optional.of(
          "can't begin with \"%s\" or \"%s\""
              .formatted(ReservedPrefixes.CPR, ReservedPrefixes.HANDLE));
    }
    return identifier.length() > LONGEST
        ? Optional.of("can't have more than %d characters".formatted(LONGEST))
        : Optional.empty();
  }
}
