/**
 * What the protocols that search the catalogue have in common: the databases, and how records show
 * the status of their items.
 */
@NullMarked
package org.samling.routes.catalogue;

import org.jspecify.annotations.NullMarked;
