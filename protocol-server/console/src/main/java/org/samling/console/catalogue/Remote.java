package org.samling.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.CatalogueViews.Row;
import org.samling.console.catalogue.OtherCatalogues.Answer;
import org.samling.console.web.Diagnostic;
import org.samling.core.catalogue.CatalogueRecord;

/** The models of the pages for other libraries' catalogues. */
public final class Remote {

  private Remote() {}

  /**
   * The search page.
   *
   * @param asked the query as typed
   * @param chosen the catalogues to search
   * @param answers their answers; empty if nothing was searched
   * @param problem the message key of what is wrong, or null
   * @param diagnostic details of the problem, or null
   */
  public record RemotePage(
      String asked,
      List<String> targets,
      List<String> chosen,
      List<Answer> answers,
      @Nullable String problem,
      @Nullable Diagnostic diagnostic) {

    /** A page on which all is well. */
    public RemotePage(
        String asked, List<String> targets, List<String> chosen, List<Answer> answers) {
      this(asked, targets, chosen, answers, null);
    }

    private RemotePage(
        String asked,
        List<String> targets,
        List<String> chosen,
        List<Answer> answers,
        @Nullable String problem) {
      this(asked, targets, chosen, answers, problem, null);
    }

    /** Copies the lists. */
    public RemotePage {
      targets = List.copyOf(targets);
      chosen = List.copyOf(chosen);
      answers = List.copyOf(answers);
    }
  }

  /**
   * A record that can be copied.
   *
   * @param target the catalogue it comes from
   * @param asked the query as typed
   * @param position its position among the hits, from 1
   * @param there the URL of the tenant's own record with the same key; empty if there is none
   * @param problem the message key of what is wrong, or null
   * @param detail details of the problem, as a sentence; may be empty
   */
  public record Preview(
      CatalogueRecord record,
      List<Row> fields,
      String target,
      String asked,
      int position,
      String there,
      @Nullable String problem,
      String detail) {

    /** Copies the list. */
    public Preview {
      fields = List.copyOf(fields);
    }
  }
}
