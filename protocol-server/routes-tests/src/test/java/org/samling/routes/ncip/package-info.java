/** NCIP messages, answered with the store, without a socket. */
@NullMarked
package org.samling.routes.ncip;

import org.jspecify.annotations.NullMarked;
