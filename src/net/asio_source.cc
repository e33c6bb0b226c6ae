// Boost.Asio and Beast, compiled once here.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>

namespace clew::net {}  // Nothing of our own.
