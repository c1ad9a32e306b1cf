package org.samling.rest.form;

import static org.samling.rest.form.RestForm.Written.DAY;
import static org.samling.rest.form.RestForm.Written.MOMENT;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;
import org.samling.core.policy.Unit.Level;
import org.samling.rest.form.RestForm.Anything;
import org.samling.rest.form.RestForm.ByName;
import org.samling.rest.form.RestForm.Flag;
import org.samling.rest.form.RestForm.ListOf;
import org.samling.rest.form.RestForm.Members;
import org.samling.rest.form.RestForm.Text;
import org.samling.rest.form.RestForm.Whole;
import org.samling.rest.form.RestForm.Word;
import org.samling.rest.form.RestForm.Written;

/** The forms of answers and requests about a library's configuration. */
public final class AdministrationForms {

  private static final int MANY = Integer.MAX_VALUE;
  private static final Text TOLD = new Text(16_000);
  private static final Text NAME = new Text(200);
  private static final Flag FLAG = new Flag();
  private static final Text VALUE = new Text(1_000);
  private static final Word LEVEL = Word.of(Level.values());
  private static final Word STATE = new Word(List.of("now", "planned", "past"));

  public static final Members VERSION =
      Members.NONE
          .needs("number", RestForms.COUNTER, "rises with time, with gaps")
          .needs("at", MOMENT, "")
          .needs("who", TOLD, "an account, staff, or cli: and a user's name")
          .needs("protocol", TOLD, "")
          .needs("kind", new Word(Arrays.stream(Kind.values()).map(Kind::word).toList()), "")
          .needs("name", TOLD, "")
          .needs("level", LEVEL, "the level of the place where it applies")
          .has("place", TOLD, "the code of the place; null for the whole tenant")
          .needs("change", new Word(List.of("made", "changed", "taken-away")), "");

  public static final Members DIFFERENCES =
      RestForms.listed(
          "differences",
          Members.NONE
              .needs("what", TOLD, "")
              .has("before", TOLD, "null for nothing")
              .has("after", TOLD, "null for nothing"));

  private static final Members PLACE =
      Members.NONE.needs("level", LEVEL, "").needs("place", TOLD, "its code");

  public static final Members SETTING =
      Members.NONE
          .needs("setting", TOLD, "")
          .needs("meaning", TOLD, "")
          .needs("accepts", TOLD, "a description")
          .needs("built-in", TOLD, "the value where nothing is set")
          .needs("value", TOLD, "the value at the place on the day")
          .has("set-at", PLACE, "where that is set; null if it is built in");

  public static final Members SETTING_VALUE =
      Members.NONE
          .needs("setting", TOLD, "")
          .and(PLACE)
          .needs("value", TOLD, "")
          .needs("from", DAY, "the first day; 1970-01-01 for always")
          .has("until", DAY, "the last day")
          .needs("by", TOLD, "")
          .needs("at", MOMENT, "when it was set")
          .needs("state", STATE, "");

  public static final Members EXPLAINED =
      SETTING
          .needs("day", DAY, "")
          .needs(
              "places",
              new ListOf(PLACE.has("set", SETTING_VALUE, "null for nothing"), 0, MANY),
              "the places checked; the first with a value decides")
          .needs("planned", new ListOf(SETTING_VALUE, 0, MANY), "");

  public static final Members SETTING_PUT =
      Members.NONE
          .needs("value", VALUE, "as it is written on the command line")
          .has("from", DAY, "the first day; default: today")
          .has("until", DAY, "the last day")
          .has("agency", NAME, "the number of an agency; without any place the whole tenant")
          .has("branch", NAME, "the code of a branch")
          .has("location", NAME, "a place within the branch");

  private static final Text CODE = new Text(100);

  /** When a policy rule applies. */
  public static final Members WHEN =
      subjects(new ListOf(CODE, 0, 100), "one of these")
          .has("age", new Text(8), "such as 0-12, or 65- for no upper bound")
          .has("new-item", FLAG, "");

  /** What a policy rule says. */
  public static final Members THEN = terms();

  public static final Members POLICY_PUT =
      Members.NONE
          .needs("code", NAME, "")
          .needs("weight", new Whole(-1_000_000, 1_000_000), "heavier rules go first")
          .has("when", WHEN, "all of it must be true; default: always")
          .needs("then", THEN, "as terms are written on the command line")
          .has("from", DAY, "the first day")
          .has("until", DAY, "the last day");

  public static final Members POLICY =
      Members.NONE
          .needs("code", TOLD, "")
          .needs("weight", new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE), "")
          .needs("when", new ByName(new Anything()), "")
          .needs("then", new ByName(TOLD), "")
          .has("from", DAY, "")
          .has("until", DAY, "")
          .needs("state", STATE, "");

  public static final Members SITUATION =
      subjects(CODE, "")
          .has("age", new Whole(0, Situation.MAX_AGE), "in whole years")
          .has("new-item", FLAG, "")
          .has("day", DAY, "default: today")
          .has("settings", new ListOf(CODE, 0, 100), "settings to return besides the terms");

  private static final Members VALUE_AND_LEVEL =
      Members.NONE.needs("value", TOLD, "").needs("level", TOLD, "where the value comes from");

  private static final Members PASSED =
      Members.NONE
          .needs("policy", TOLD, "")
          .needs("weight", new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE), "")
          .needs("value", TOLD, "")
          .needs("because", TOLD, "why it does not apply");

  public static final Members RULED =
      Members.NONE
          .needs("day", DAY, "")
          .needs(
              "terms",
              new ListOf(
                  Members.NONE
                      .needs("term", TOLD, "")
                      .has("value", TOLD, "null if nothing sets it")
                      .has("level", TOLD, "where the value comes from")
                      .needs(
                          "passed", new ListOf(PASSED, 0, MANY), "heavier rules that do not apply")
                      .needs(
                          "beaten",
                          new ListOf(VALUE_AND_LEVEL, 0, MANY),
                          "other values that apply but are outranked"),
                  0,
                  MANY),
              "")
          .needs(
              "settings",
              new ListOf(Members.NONE.needs("setting", TOLD, "").and(VALUE_AND_LEVEL), 0, MANY),
              "");

  private static final Members BROKEN =
      Members.NONE
          .needs("what", TOLD, "a term or setting")
          .needs("expected", TOLD, "")
          .has("found", TOLD, "null if nothing sets it")
          .has("level", TOLD, "where the value comes from");

  public static final Members CASES =
      RestForms.listed(
              "cases",
              Members.NONE
                  .needs("name", TOLD, "")
                  .needs("as-expected", FLAG, "")
                  .needs("expected", new ByName(TOLD), "")
                  .needs("by", TOLD, "who made it")
                  .needs("broken", new ListOf(BROKEN, 0, MANY), ""))
          .needs("broken", RestForms.COUNTER, "how many are not as expected");

  private static final Word STOPPED = Word.of(Stopped.values());

  public static final Members STOP_PUT =
      Members.NONE
          .needs("code", NAME, "")
          .needs("from", DAY, "the first day")
          .needs("until", DAY, "the last day")
          .has("branches", new ListOf(CODE, 0, 1_000), "default: all")
          .has("stops", new ListOf(STOPPED, 0, 4), "what is suspended; default: all of it")
          .needs("reason", NAME, "for patrons and staff");

  public static final Members STOP =
      Members.NONE
          .needs("code", TOLD, "")
          .needs("from", DAY, "")
          .needs("until", DAY, "")
          .needs("branches", new ListOf(TOLD, 0, MANY), "empty for all")
          .needs("stops", new ListOf(STOPPED, 0, MANY), "")
          .needs("reason", TOLD, "")
          .needs("by", TOLD, "")
          .needs("state", new Word(List.of("now", "planned", "past", "removed")), "")
          .needs("waits", FLAG, "whether it has still to move due dates");

  /** The hours of a day. */
  public static final Members HOURS =
      Members.NONE.needs("open", Written.HOURS, "").has("staffed", Written.HOURS, "");

  /** The hours of a week. */
  public static final Members WEEK = week();

  public static final Members CALENDAR =
      Members.NONE
          .needs("branch", TOLD, "its code")
          .needs("name", TOLD, "")
          .needs("agency", TOLD, "")
          .needs("hours", WEEK, "days left out are closed; without any, every day is open");

  public static final Members CLOSING =
      Members.NONE
          .needs("from", DAY, "the first day")
          .has("to", DAY, "the last day; default: the first")
          .needs("reason", NAME, "for patrons and staff to read");

  public static final Members CALENDAR_WHOLE = CALENDAR.and(RestForms.listed("closings", CLOSING));

  public static final Members ACCESS =
      Members.NONE
          .needs(
              "networks",
              new ListOf(new Text(49), 0, 100),
              "the networks it may be used from; empty for all")
          .has("certificate", VALUE, "fingerprint, subject, or DNS: and a name; not for REST")
          .has("idle-seconds", new Whole(1, 86_400), "how long a connection may be silent")
          .has("connections", new Whole(1, 100_000), "the maximum number at once on a node");

  /** The keys in which an account's profile departs from its preset. */
  public static final Members PROFILE =
      Members.NONE
          .needs("preset", NAME, "")
          .has("differences", new ByName(new Anything()), "by key (docs/sip2.md)");

  public static final Members ACCOUNT =
      RestForms.ACCOUNT
          .needs("charset", TOLD, "")
          .needs("language", TOLD, "")
          .has("certificate", TOLD, "the client certificate that is required")
          .needs(
              "without-password", new ListOf(TOLD, 0, MANY), "other ways by which it is recognised")
          .has("idle-seconds", RestForms.COUNTER, "")
          .has("connections", RestForms.COUNTER, "")
          .has("profile", PROFILE, "for SIP2; null if its machine may do everything")
          .needs("partners", new ListOf(TOLD, 0, MANY), "for NCIP: the partners it speaks for")
          .needs("wire-log", FLAG, "whether its messages are logged");

  private AdministrationForms() {}

  private static Members subjects(RestForm form, String means) {
    var members = Members.NONE;
    for (var subject : Subject.values()) {
      members = members.has(subject.word(), form, means);
    }
    return members;
  }

  private static Members terms() {
    var members = Members.NONE;
    for (var term : Term.ALL) {
      members =
          members.has(term.name(), NAME, "%s It is %s.".formatted(term.meaning(), term.words()));
    }
    return members;
  }

  private static Members week() {
    var members = Members.NONE;
    for (var day : DayOfWeek.values()) {
      members = members.has(OfflineFields.word(day), HOURS, "");
    }
    return members;
  }
}
