package org.samling.routes.rest;

import static org.samling.routes.rest.RestForm.Written.DAY;
import static org.samling.routes.rest.RestForm.Written.MOMENT;

import java.util.Arrays;
import java.util.List;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.Unit.Level;
import org.samling.routes.rest.RestForm.ListOf;
import org.samling.routes.rest.RestForm.Members;
import org.samling.routes.rest.RestForm.Text;
import org.samling.routes.rest.RestForm.Word;

/** The forms of what is told, and taken, of a library's configuration. */
final class AdministrationForms {

  private static final int MANY = Integer.MAX_VALUE;
  private static final Text TOLD = new Text(16_000);
  private static final Text NAME = new Text(200);
  private static final Text VALUE = new Text(1_000);
  private static final Word LEVEL = Word.of(Level.values());
  private static final Word STATE = new Word(List.of("now", "planned", "past"));

  static final Members VERSION =
      Members.NONE
          .needs("number", RestForms.COUNTER, "rises with time, with gaps")
          .needs("at", MOMENT, "")
          .needs("who", TOLD, "an account, staff, or cli: and a user's name")
          .needs("protocol", TOLD, "")
          .needs("kind", new Word(Arrays.stream(Kind.values()).map(Kind::word).toList()), "")
          .needs("name", TOLD, "")
          .needs("level", LEVEL, "of the place at which it holds")
          .has("place", TOLD, "the code of the place; null where it is the whole tenant")
          .needs("change", new Word(List.of("made", "changed", "taken-away")), "");

  static final Members DIFFERENCES =
      RestForms.listed(
          "differences",
          Members.NONE
              .needs("what", TOLD, "")
              .has("before", TOLD, "null for nothing")
              .has("after", TOLD, "null for nothing"));

  private static final Members PLACE =
      Members.NONE.needs("level", LEVEL, "").needs("place", TOLD, "its code");

  static final Members SETTING =
      Members.NONE
          .needs("setting", TOLD, "")
          .needs("meaning", TOLD, "")
          .needs("accepts", TOLD, "in words")
          .needs("built-in", TOLD, "what holds where nothing is set")
          .needs("value", TOLD, "what holds at the place on the day")
          .has("set-at", PLACE, "where that is set; null where it is built in");

  static final Members SETTING_VALUE =
      Members.NONE
          .needs("setting", TOLD, "")
          .and(PLACE)
          .needs("value", TOLD, "")
          .needs("from", DAY, "the first day; 1970-01-01 for always")
          .has("until", DAY, "the last day")
          .needs("by", TOLD, "")
          .needs("at", MOMENT, "when it was made")
          .needs("state", STATE, "");

  static final Members EXPLAINED =
      SETTING
          .needs("day", DAY, "")
          .needs(
              "places",
              new ListOf(PLACE.has("set", SETTING_VALUE, "null for nothing"), 0, MANY),
              "that were looked at; the first where something is set decides")
          .needs("planned", new ListOf(SETTING_VALUE, 0, MANY), "");

  static final Members SETTING_PUT =
      Members.NONE
          .needs("value", VALUE, "as it is written on the command line")
          .has("from", DAY, "the first day; today where it is left out")
          .has("until", DAY, "the last day")
          .has("agency", NAME, "the number of an agency; the whole tenant without any place")
          .has("branch", NAME, "the code of a branch")
          .has("location", NAME, "a place within the branch");

  private AdministrationForms() {}
}
