/**
 * Loading bibliographic records from files. {@link org.samling.routes.imports.ImportService} is the
 * way in.
 */
@NullMarked
package org.samling.routes.imports;

import org.jspecify.annotations.NullMarked;
