/**
 * The console: server-rendered pages for library staff and operators, below {@code /console}.
 *
 * <p>To add a page, you need: a section in a package of its own that implements {@link
 * org.samling.console.web.Section}; the {@link org.samling.core.staff.Permission} of each endpoint,
 * and the roles that have it in {@link org.samling.core.staff.StaffRole}; templates in {@code
 * src/main/jte/SECTION}, each with {@code @param View v} and its model as {@code m}; texts in
 * {@code words/SECTION_en.properties} and {@code _da}, with {@code nav.SECTION}; and a line in the
 * server's {@code Sections}. A section uses the core through ports, and the server through an
 * interface that the section declares. It records every change with {@link
 * org.samling.console.web.Visit#note}.
 *
 * <p>Depends on the core, but not on adapters, wire codecs or sockets.
 */
@NullMarked
package org.samling.console;

import org.jspecify.annotations.NullMarked;
