/** Copies of the catalogue: records that are kept become a file in the form that was asked for. */
@NullMarked
package org.samling.routes.exports;

import org.jspecify.annotations.NullMarked;
