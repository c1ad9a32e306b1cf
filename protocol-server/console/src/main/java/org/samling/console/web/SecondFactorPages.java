package org.samling.console.web;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.SecondFactors.Candidate;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.StaffMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second step of signing in, and a member's own second factor.
 *
 * <pre>
 *   password -> code (or recovery code) -> signed in
 *   password -> set up, where the role needs it -> recovery codes, signed in
 * </pre>
 *
 * <p>Between the steps the browser has a cookie that opens these pages and no others.
 */
final class SecondFactorPages {

  /** The page that asks for a code. */
  static final String CODE = ConsoleRoutes.SIGN_IN + "/code";

  /** The page on which those who have to set up a second factor. */
  static final String ENROL = ConsoleRoutes.SIGN_IN + "/second-factor";

  /** The page of a member who is signed in. */
  static final String OWN = ConsoleRoutes.ROOT + "/second-factor";

  /** All of these pages. */
  static final Set<String> ALL = Set.of(CODE, ENROL, OWN);

  private static final Logger LOG = LoggerFactory.getLogger(SecondFactorPages.class);

  /** The cookie of whoever is between the two steps. */
  private static final String STEP = "samling-sign-in";

  private static final String WRONG = "second-factor.wrong";
  private static final String TOO_MANY = "sign-in.too-many";

  private final SignInPages signIn;
  private final SecondFactors factors;

  SecondFactorPages(SignInPages signIn, SecondFactors factors) {
    this.signIn = signIn;
    this.factors = factors;
  }

  /** Leads to the second step. */
  static Reply begin(SignIn.SecondStep step, String to) {
    return Reply.to(
            (step.isEnrolled() ? CODE : ENROL)
                + (SignInPages.isOurs(to) ? "?to=" + SignInPages.encoded(to) : ""))
        .withCookie(
            new Reply.Cookie(STEP, step.token().value(), SecondFactors.TO_FINISH.toSeconds()));
  }

  private static Secret step(Request request) {
    var cookie = request.cookie(STEP);
    return new Secret(cookie == null ? "" : cookie);
  }

  private @Nullable StaffMember candidate(Request request, boolean isEnrolled) {
    return factors
        .candidate(step(request))
        .filter(c -> c.isEnrolled() == isEnrolled)
        .map(Candidate::member)
        .orElse(null);
  }

  /** Signs in somebody who took the last step. */
  private Reply done(Reply reply, SignIn.Welcome welcome) {
    return SignInPages.withSession(reply, welcome).withCookie(new Reply.Cookie(STEP, "", 0));
  }

  /** Asks for a code. */
  Reply code(Request request) {
    return candidate(request, true) == null
        ? SignInPages.redirectToSignIn(request)
        : Reply.page("second-factor/code", code(request.argument("to"), null));
  }

  private static SecondFactorForms.Code code(String to, @Nullable String problem) {
    return new SecondFactorForms.Code(SignInPages.isOurs(to) ? to : "", problem);
  }

  /** Takes a code. */
  Reply takeCode(Request request) {
    if (!Gate.isOurs(request)) {
      return Reply.message(Reply.FORBIDDEN, "error.csrf");
    }
    var member = candidate(request, true);
    if (member == null) {
      return SignInPages.redirectToSignIn(request);
    }
    var to = request.field("to");
    return limited(
        () ->
            switch (factors.signIn(step(request), request.field("code"), Gate.device(request))) {
              case SignIn.Welcome welcome -> {
                signIn.note(member, "signed-in", "with a second factor");
                yield done(signIn.first(to, welcome.member()), welcome);
              }
              case SignIn.SecondStep _, SignIn.Refused _ -> {
                refused(member);
                yield Reply.unfit("second-factor/code", code(to, WRONG));
              }
            },
        Reply.unfit("second-factor/code", code(to, TOO_MANY)));
  }

  private void refused(StaffMember member) {
    LOG.info("a code of the second factor was refused");
    signIn.note(member, "second-factor-refused", "");
  }

  /** Shows somebody who has to have a second factor how to set it up. */
  Reply enrolment(Request request) {
    var member = candidate(request, false);
    return member == null
        ? SignInPages.redirectToSignIn(request)
        : Reply.page(
            "second-factor/enrolment",
            enrolment(request.argument("to"), factors.draft(member), null));
  }

  private static SecondFactorForms.Enrolment enrolment(
      String to, SecondFactors.Draft draft, @Nullable String problem) {
    return SecondFactorForms.Enrolment.of(
        ENROL, SignInPages.isOurs(to) ? to : "", true, draft, problem);
  }

  /** Sets up a second factor, and signs in with it. */
  Reply enrol(Request request) {
    if (!Gate.isOurs(request)) {
      return Reply.message(Reply.FORBIDDEN, "error.csrf");
    }
    var member = candidate(request, false);
    if (member == null) {
      return SignInPages.redirectToSignIn(request);
    }
    var to = request.field("to");
    var sealed = request.field("sealed");
    return factors
        .enrol(step(request), sealed, request.field("code"), Gate.device(request))
        .map(enrolled -> {
          signIn.note(member, "second-factor-set-up", "");
          signIn.note(member, "signed-in", "with a second factor");
          var next = SignInPages.isOurs(to) ? to : ConsoleRoutes.ROOT;
          return done(recoveryCodes(enrolled.recoveryCodes(), next), enrolled.welcome());
        })
        .orElseGet(() ->
            Reply.unfit(
                "second-factor/enrolment", enrolment(to, factors.draft(member, sealed), WRONG)));
  }

  private static Reply recoveryCodes(List<Secret> codes, String to) {
    return Reply.page(
        "second-factor/recovery-codes", SecondFactorForms.RecoveryCodes.of(codes, to));
  }

  /** Shows a member's own second factor, or how to set one up. */
  Reply own(Request request, StaffMember member) {
    return own(member, null);
  }

  private Reply own(StaffMember member, @Nullable String problem) {
    if (!member.hasSecondFactor()) {
      return Reply.page(
          "second-factor/enrolment",
          SecondFactorForms.Enrolment.of(OWN, "", false, factors.draft(member), null));
    }
    var own = new SecondFactorForms.Own(factors.recoveryCodes(member), problem);
    return problem == null
        ? Reply.page("second-factor/own", own)
        : Reply.unfit("second-factor/own", own);
  }

  /** Sets up a member's second factor, removes it, or makes new recovery codes. */
  Reply changeOwn(Request request, StaffMember member) {
    if (!member.hasSecondFactor()) {
      return setUpOwn(request, member);
    }
    var code = request.field("code");
    var device = Gate.device(request);
    return limited(
        () ->
            request.field("do").equals("remove")
                ? remove(member, code, device)
                : renew(member, code, device),
        own(member, TOO_MANY));
  }

  private Reply setUpOwn(Request request, StaffMember member) {
    var sealed = request.field("sealed");
    return factors
        .enrol(member, sealed, request.field("code"))
        .map(codes -> {
          signIn.note(member, "second-factor-set-up", "");
          return recoveryCodes(codes, OWN);
        })
        .orElseGet(() ->
            Reply.unfit(
                "second-factor/enrolment",
                SecondFactorForms.Enrolment.of(
                    OWN, "", false, factors.draft(member, sealed), WRONG)));
  }

  private Reply remove(StaffMember member, String code, @Nullable Secret device) {
    if (!factors.remove(member, code, device)) {
      refused(member);
      return own(member, WRONG);
    }
    signIn.note(member, "second-factor-removed", "");
    return Reply.to(ConsoleRoutes.SIGN_IN).withCookie(new Reply.Cookie(Gate.SESSION, "", 0));
  }

  private Reply renew(StaffMember member, String code, @Nullable Secret device) {
    return factors
        .renewRecoveryCodes(member, code, device)
        .map(codes -> {
          signIn.note(member, "recovery-codes-renewed", "");
          return recoveryCodes(codes, OWN);
        })
        .orElseGet(() -> {
          refused(member);
          return own(member, WRONG);
        });
  }

  private static Reply limited(Supplier<Reply> answer, Reply tooMany) {
    try {
      return answer.get();
    } catch (LoginLimitException e) {
      return tooMany.limited(e.retryAfter());
    }
  }
}
