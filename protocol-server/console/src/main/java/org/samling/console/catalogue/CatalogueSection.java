package org.samling.console.catalogue;

import java.util.List;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.staff.Permission;

/** The pages of the catalogue. */
public final class CatalogueSection implements Section {

  private static final String RECORD = "/catalogue/record/:record";

  private static final String ITEM = "/catalogue/item/:item";
  private static final String REMOTE = "/catalogue/remote/record";

  private final SearchPages searching;
  private final RecordPages records;
  private final RecordEditPages editing;
  private final ItemPages items;
  private final RemoteSearchPages remote;

  /** Creates an instance. */
  public CatalogueSection(CataloguePorts ports, OtherCatalogues others) {
    this.searching = new SearchPages(ports);
    this.records = new RecordPages(ports);
    this.editing = new RecordEditPages(ports, records);
    this.items = new ItemPages(ports);
    this.remote = new RemoteSearchPages(ports, others);
  }

  @Override
  public String name() {
    return "catalogue";
  }

  @Override
  public List<Endpoint> endpoints() {
    var see = Permission.CATALOGUE_SEE;
    var change = Permission.CATALOGUE_CHANGE;
    return List.of(
        Endpoint.get("/catalogue", see, searching::page),
        Endpoint.get(RECORD, see, v -> records.on(v, r -> records.show(v, r))),
        Endpoint.get(
            RECORD + "/file/:syntax", see, v -> records.on(v, r -> records.download(v, r))),
        Endpoint.get("/catalogue/new", change, editing::blank),
        Endpoint.post("/catalogue/new", change, editing::add),
        Endpoint.get(RECORD + "/edit", change, v -> editing.onOwn(v, r -> editing.edit(v, r))),
        Endpoint.post(RECORD + "/edit", change, v -> editing.onOwn(v, r -> editing.save(v, r))),
        Endpoint.post(RECORD + "/remove", change, v -> editing.onOwn(v, r -> editing.remove(v, r))),
        Endpoint.get(RECORD + "/item", change, v -> onHoldable(v, r -> items.blank(v, r))),
        Endpoint.post(RECORD + "/item", change, v -> onHoldable(v, r -> items.add(v, r))),
        Endpoint.get(ITEM, change, v -> items.on(v, i -> items.edit(v, i))),
        Endpoint.post(ITEM, change, v -> items.on(v, i -> items.save(v, i))),
        Endpoint.post(ITEM + "/withdraw", change, v -> items.on(v, i -> items.withdraw(v, i))),
        Endpoint.post(ITEM + "/restore", change, v -> items.on(v, i -> items.restore(v, i))),
        Endpoint.get("/catalogue/remote", change, remote::search),
        Endpoint.get(REMOTE, change, remote::preview),
        Endpoint.post(REMOTE, change, remote::take));
  }

  /** Handles a request for a record of which the tenant may have items. */
  private Reply onHoldable(Visit visit, RecordPages.OnRecord answer) {
    return records.on(
        visit,
        r ->
            r.isOwn() || r.of().equals(AddressedRecord.COMMON)
                ? answer.answer(r)
                : Reply.notFound());
  }
}
