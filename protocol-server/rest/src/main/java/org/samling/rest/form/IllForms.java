package org.samling.rest.form;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;
import static org.samling.core.ill.InterlibraryOrder.MAX_TEXT;
import static org.samling.rest.form.RestForm.Written.DAY;
import static org.samling.rest.form.RestForm.Written.MOMENT;
import static org.samling.rest.form.RestForms.COUNTER;
import static org.samling.rest.form.RestForms.FLAG;
import static org.samling.rest.form.RestForms.MANY;
import static org.samling.rest.form.RestForms.TEXT;
import static org.samling.rest.form.RestForms.texts;

import java.util.List;
import org.samling.core.ill.OwnRequests;
import org.samling.rest.form.RestForm.ListOf;
import org.samling.rest.form.RestForm.Members;
import org.samling.rest.form.RestForm.Text;
import org.samling.rest.form.RestForm.Word;

/** The forms of answers and requests about interlibrary loans. */
public final class IllForms {

  private static final Text NAME = new Text(MAX_NAME);
  private static final Text LINE = new Text(MAX_TEXT);

  public static final Members REQUEST =
      Members.NONE
          .needs("number", COUNTER, "")
          .needs("side", TEXT, "")
          .needs("state", TEXT, "")
          .needs("can-become", new ListOf(TEXT, 0, MANY), "")
          .needs("placed", MOMENT, "")
          .needs("changed", MOMENT, "")
          .and(texts("service", "account", "requester", "library", "reference", "branch", "item"))
          .and(texts("record", "title", "author", "published", "part", "isbn", "issn"))
          .and(texts("record-number", "before", "delivery", "patron", "note"));

  public static final Members MORE =
      Members.NONE
          .has(
              "lenders",
              new ListOf(texts("library").has("now", FLAG, "whether it is asked now"), 0, MANY),
              "the libraries to ask, one after another; empty if another library asks")
          .has("events", new ListOf(texts("at", "state", "who", "note", "message"), 0, MANY), "")
          .has(
              "messages",
              new ListOf(
                  texts("at", "direction", "library", "kind", "failure", "content")
                      .has("waits", FLAG, "")
                      .has("tries", COUNTER, ""),
                  0,
                  MANY),
              "");

  public static final Members UNTOLD =
      Members.NONE
          .needs("request", COUNTER, "the number of its request")
          .needs("at", MOMENT, "when it was created")
          .needs("library", TEXT, "the library that it goes to")
          .needs("kind", TEXT, "the kind of message")
          .needs("next-try", MOMENT, "")
          .needs("tries", COUNTER, "")
          .has("failure", TEXT, "why it could not be delivered");

  public static final Members WANTED =
      Members.NONE
          .has("branch", NAME, "default: the account's")
          .needs("patron", NAME, "the patron's card number")
          .needs(
              "lenders",
              new ListOf(NAME, 1, OwnRequests.MOST_LENDERS),
              "the libraries to ask, one after another")
          .has("us", NAME, "the symbol by which the lenders know this library")
          .has("service", new Word(List.of("loan", "copy")), "")
          .has("title", LINE, "")
          .has("author", LINE, "")
          .has("published", NAME, "")
          .has("isbn", NAME, "")
          .has("issn", NAME, "")
          .has("record-number", NAME, "")
          .has("part", LINE, "")
          .has("before", DAY, "")
          .has("note", LINE, "");

  private IllForms() {}
}
