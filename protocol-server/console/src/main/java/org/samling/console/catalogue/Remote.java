package org.samling.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.CatalogueViews.Row;
import org.samling.console.catalogue.OtherCatalogues.Answer;
import org.samling.console.web.Diagnostic;
import org.samling.core.catalogue.CatalogueRecord;

/** What the pages of other libraries' catalogues show. */
public final class Remote {

  private Remote() {}

  /**
   * The page for searching.
   *
   * @param asked what was typed
   * @param targets the catalogues that there are
   * @param chosen those that are asked
   * @param answers what they answered; none where nothing was asked
   * @param problem the key of the words for what is wrong, or null
   * @param diagnostic what more is known of that, or null
   */
  public record RemotePage(
      String asked,
      List<String> targets,
      List<String> chosen,
      List<Answer> answers,
      @Nullable String problem,
      @Nullable Diagnostic diagnostic) {

    /** Copies the lists. */
    public RemotePage {
      targets = List.copyOf(targets);
      chosen = List.copyOf(chosen);
      answers = List.copyOf(answers);
    }
  }

  /**
   * A record that can be taken over.
   *
   * @param target the catalogue that gave it
   * @param asked what was typed
   * @param position its position, from 1
   * @param there where the tenant's own record with its key is shown; empty where there is none
   * @param problem the key of the words for what is wrong, or null
   * @param detail what more is known of that, as a sentence; may be empty
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
