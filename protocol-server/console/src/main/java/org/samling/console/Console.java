package org.samling.console;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.BodySource;
import org.samling.console.web.ConsoleRoutes;
import org.samling.console.web.Endpoint;
import org.samling.console.web.FrontPage;
import org.samling.console.web.IdentityProvider;
import org.samling.console.web.RequestScopes;
import org.samling.console.web.Section;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.Staff;

/** The console with its sections. */
public final class Console implements AutoCloseable {

  private final List<Section> sections;
  private final ConsoleRoutes routes;

  /**
   * Creates the console.
   *
   * @param staff checks who may sign in
   * @param secondFactors checks their codes
   * @param inquiries tells the branches where staff work
   * @param front renders the page at the root of the server
   * @param identityProvider signs staff in, or null if only passwords are used
   * @param sections its sections, in navigation order; closed together with the console
   * @param scopes runs work in the scope of its request
   */
  public Console(
      Staff staff,
      SecondFactors secondFactors,
      Tenants tenants,
      Inquiries inquiries,
      Supplier<FrontPage> front,
      @Nullable IdentityProvider identityProvider,
      List<Section> sections,
      RequestScopes scopes) {
    this.sections = List.copyOf(sections);
    this.routes =
        new ConsoleRoutes(
            staff, secondFactors, tenants, inquiries, front, identityProvider, sections, scopes);
  }

  /**
   * Registers the console's routes, all below {@code /console}.
   *
   * @param bodies reads files while they are being uploaded
   */
  public void addTo(Router router, BodySource bodies) {
    routes.addTo(router, bodies);
  }

  /** Lists all endpoints of a tenant, with the permission each needs. */
  public List<Endpoint> endpoints() {
    return routes.endpoints();
  }

  @Override
  public void close() {
    sections.forEach(Section::close);
  }
}
