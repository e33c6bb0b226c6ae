include(GNUInstallDirs)
install(TARGETS clew clew-verify RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY schema data DESTINATION ${CMAKE_INSTALL_DATADIR}/clew)
