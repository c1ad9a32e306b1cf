package org.samling.console.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.SecondFactors.Draft;

/** The models of the pages for second factors. */
public final class SecondFactorForms {

  private static final int GROUP = 4;

  private SecondFactorForms() {}

  /**
   * The page that asks for a code.
   *
   * @param to where the member wanted to go, or empty
   * @param problem the message key of why it is asked for again, or null
   */
  public record Code(String to, @Nullable String problem) {}

  /**
   * The page on which a second factor is set up.
   *
   * @param action where the form is sent
   * @param to where the member wanted to go, or empty
   * @param isRequired whether nothing else can be done before
   * @param key the secret in groups of four
   * @param sealed what the form sends back
   * @param problem the message key of why it is shown again, or null
   */
  public record Enrolment(
      String action,
      String to,
      boolean isRequired,
      QrCode qr,
      String key,
      String sealed,
      @Nullable String problem) {

    static Enrolment of(
        String action, String to, boolean isRequired, Draft draft, @Nullable String problem) {
      var key = draft.key();
      return new Enrolment(
          action,
          to,
          isRequired,
          QrCode.of(draft.address()),
          IntStream.iterate(0, i -> i < key.length(), i -> i + GROUP)
              .mapToObj(i -> key.substring(i, Math.min(key.length(), i + GROUP)))
              .collect(Collectors.joining(" ")),
          draft.sealed(),
          problem);
    }
  }

  /**
   * A member's own second factor.
   *
   * @param left how many recovery codes are left
   * @param problem the message key of why something was not done, or null
   */
  public record Own(int left, @Nullable String problem) {}

  /**
   * New recovery codes, shown once.
   *
   * @param to where the page leads on
   */
  public record RecoveryCodes(List<String> codes, String to) {

    static RecoveryCodes of(List<Secret> codes, String to) {
      return new RecoveryCodes(codes.stream().map(Secret::value).toList(), to);
    }
  }
}
