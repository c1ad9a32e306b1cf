package org.samling.ncip.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;

/**
 * The title and author of a work or, for an article, those of the article and of its host (NCIP
 * 2.02, element of this name; only the parts that interlibrary loan uses).
 */
public record BibliographicDescription(
    @Nullable String author,
    @Nullable String authorOfComponent,
    @Nullable BibliographicItemId bibliographicItemId,
    List<BibliographicRecordId> bibliographicRecordIds,
    @Nullable String edition,
    @Nullable String pagination,
    @Nullable String placeOfPublication,
    @Nullable String publicationDate,
    @Nullable String publisher,
    @Nullable String seriesTitleNumber,
    @Nullable String title,
    @Nullable String titleOfComponent,
    @Nullable SchemeValue language,
    @Nullable SchemeValue mediumType) {
  public BibliographicDescription {
    bibliographicRecordIds = List.copyOf(bibliographicRecordIds);
  }
}
