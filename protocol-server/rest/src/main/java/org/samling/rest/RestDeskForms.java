package org.samling.rest;

import static org.samling.rest.form.RestForm.Written.DAY;
import static org.samling.rest.form.RestForm.Written.MOMENT;
import static org.samling.rest.form.RestForm.Written.MONEY;
import static org.samling.rest.form.RestForm.Written.NUMBER;
import static org.samling.rest.form.RestForms.COUNTER;
import static org.samling.rest.form.RestForms.TEXT;

import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.Agency;
import org.samling.rest.form.RestForm.Flag;
import org.samling.rest.form.RestForm.ListOf;
import org.samling.rest.form.RestForm.Members;
import org.samling.rest.form.RestForm.Text;
import org.samling.rest.form.RestForm.Word;
import org.samling.rest.form.RestForms;

/** The forms of what desk staff look up, change and undo. */
final class RestDeskForms {

  private static final Text NAMED = new Text(200);
  private static final Flag FLAG = new Flag();

  static final Members FOUND =
      RestForms.texts("patron")
          .needs("name", TEXT, "")
          .needs("category", TEXT, "")
          .needs("branch", TEXT, "")
          .has("birth-date", DAY, "");

  static final Members PERSON =
      Members.NONE
          .needs(
              "identifier",
              NAMED,
              "a card number, or a CPR number, for which a card number is generated")
          .needs("name", NAMED, "Surname, Forename")
          .has("pin", NAMED, "")
          .has("birth-date", DAY, "")
          .has("email", NAMED, "")
          .has("phone", NAMED, "")
          .has("address", NAMED, "street, postal code and town, with commas between");

  static final Members MADE =
      Members.NONE
          .needs("patron", TEXT, "a card number")
          .needs("new", FLAG, "whether the patron was created by this request");

  static final Members WAITING =
      Members.NONE
          .needs("number", NUMBER, "of the hold")
          .and(RestForms.texts("patron", "name"))
          .needs("state", Word.of(HoldState.values()), "")
          .has("place", COUNTER, "in the queue, from 1; null if it can be picked up")
          .needs("placed", MOMENT, "")
          .needs("pickup", TEXT, "")
          .has("wanted", TEXT, "the volume or issue; null for any")
          .has("item", TEXT, "the item that is set aside")
          .has("looked-for", TEXT, "the item that staff are asked to fetch from the shelf")
          .has("shelf", COUNTER, "the pickup number; null until it is on the hold shelf")
          .has("pickup-until", MOMENT, "")
          .needs("paused", FLAG, "whether it is paused today");

  static final Members HOLD =
      RestForms.HOLD.has("place", COUNTER, "in the queue, from 1; null if it can be picked up");

  static final Members HOLD_CHANGE =
      Members.NONE
          .has("pickup", NAMED, "the code of a branch; default: unchanged")
          .has("expires", DAY, "the last day on which it is wanted; default: unchanged");

  static final Members PAUSE =
      Members.NONE
          .has("from", DAY, "the first day; default: today")
          .has("until", DAY, "the last day; default: until it is resumed");

  static final Members HOLD_CHANGED =
      Members.NONE
          .needs("number", NUMBER, "")
          .needs("state", Word.of(HoldState.values()), "")
          .needs("pickup", TEXT, "")
          .has("expires", MOMENT, "")
          .has("item", TEXT, "the item that is set aside or to be fetched")
          .has("shelf", COUNTER, "the pickup number")
          .has("pickup-until", MOMENT, "");

  static final Members HOLD_SHELF =
      Members.NONE.needs(
          "shelf",
          new ListOf(
              Members.NONE
                  .needs("number", NUMBER, "of the hold")
                  .needs("item", TEXT, "its barcode")
                  .needs("title", TEXT, "")
                  .needs("patron", TEXT, "a card number")
                  .has("shelf", COUNTER, "the pickup number; null for items to be put there")
                  .has("pickup-until", MOMENT, "")
                  .needs("over", FLAG, "whether it is to be removed from the shelf"),
              0,
              RestPages.MOST),
          "items to be put there come first");

  static final Members FORGIVING =
      Members.NONE
          .has("amount", MONEY, "the amount to waive; default: all that is open")
          .needs("reason", NAMED, "the reason, for patrons and staff to read");

  static final Members FORGIVEN =
      Members.NONE
          .needs("number", NUMBER, "of the fee")
          .needs("forgiven", MONEY, "")
          .needs("open", MONEY, "the amount of it that is open now")
          .needs("owed", MONEY, "what the patron owes now");

  static final Members UNDONE =
      Members.NONE
          .needs("item", NAMED, "a barcode")
          .has("patron", NAMED, "the card of the patron who must have it; default: any");

  static final Members RECORDED =
      Members.NONE
          .needs("patron", NAMED, "a card number")
          .needs("item", NAMED, "a barcode")
          .has("made", MOMENT, "when; default: now")
          .has("due", MOMENT, "default: by the library's rules");

  static final Members LOAN_CHANGED =
      Members.NONE
          .needs("item", TEXT, "its barcode")
          .needs("title", TEXT, "")
          .has("loan", NUMBER, "null if it was not on loan")
          .has("due", MOMENT, "null if it is no longer on loan");

  static final Members NOTED =
      Members.NONE.has(
          "properties",
          new Text(ItemCommand.DescribeItem.MAX_PROPERTIES),
          "the note; empty to remove it");

  static final Members DESCRIBED =
      Members.NONE
          .needs("item", TEXT, "its barcode")
          .needs("title", TEXT, "")
          .has("properties", TEXT, "");

  private static final Members BRANCH =
      Members.NONE.needs("branch", TEXT, "its code").needs("name", TEXT, "");

  static final Members AGENCY =
      Members.NONE
          .needs("agency", TEXT, "its ISIL")
          .needs("number", TEXT, "its number in the register of libraries")
          .needs("kind", Word.of(Agency.Kind.values()), "")
          .needs("name", TEXT, "")
          .needs("branches", new ListOf(BRANCH, 0, Integer.MAX_VALUE), "");

  private RestDeskForms() {}
}
