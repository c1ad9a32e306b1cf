package org.samling.console.operations;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samling.core.staff.StaffMember;
import org.samling.operations.Family.Served;

/** All operations that have a form, by name. */
public final class ServedOperations {

  private final Map<String, ServedOperation<?, ?, ?>> operations = new LinkedHashMap<>();

  /** Those of the families, with what answers them. */
  public ServedOperations(List<Served<?>> families) {
    families.forEach(
        family -> ServedOperation.of(family).forEach(one -> operations.put(one.name(), one)));
  }

  /** The operation of this name, where it is there and a member may use it. */
  public Optional<ServedOperation<?, ?, ?>> permitted(StaffMember member, String name) {
    return Optional.<ServedOperation<?, ?, ?>>ofNullable(operations.get(name))
        .filter(served -> StaffScopes.permit(member, served.operation()));
  }

  /** Those among these names that are there and that a member may use. */
  public List<ServedOperation<?, ?, ?>> permitted(StaffMember member, Collection<String> names) {
    return names.stream().flatMap(name -> permitted(member, name).stream()).toList();
  }
}
