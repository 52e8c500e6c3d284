from django.urls import path

from comitas.desk.views import (
    arrivals,
    directory,
    directory_editing,
    directory_files,
    home,
    intake,
    ledger,
    people,
    system,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("arrivals/", arrivals.listing, name="arrivals"),
    path("arrivals/new/", arrivals.register, name="register-arrival"),
    path("arrivals/<uuid:arrival>/", intake.arrival, name="arrival"),
    path("arrivals/<uuid:arrival>/progress/", intake.progress, name="arrival-progress"),
    path("arrivals/<uuid:arrival>/correct/", arrivals.correct, name="correct-arrival"),
    path("arrivals/<uuid:arrival>/number/", arrivals.number, name="number-arrival"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify-ledger"),
    path("ledger/readings/", ledger.readings, name="readings"),
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="new-person"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/change/", people.change, name="change-person"),
    path("directory/", directory.listing, name="directory"),
    path("directory/new/", directory_editing.create, name="new-authority"),
    path("directory/import/", directory_files.import_file, name="import-directory"),
    path("directory/authorities.csv", directory_files.export_authorities, name="export-authorities"),
    path("directory/parties.csv", directory_files.export_parties, name="export-parties"),
    path("directory/states/<str:iso2>/", directory.state, name="state"),
    path("directory/<uuid:authority>/", directory.authority, name="authority"),
    path("directory/<uuid:authority>/change/", directory_editing.change, name="change-authority"),
    path("directory/<uuid:authority>/verify/", directory_editing.verify, name="verify-authority"),
    path("directory/<uuid:authority>/contacts/new/", directory_editing.new_contact, name="new-contact"),
    path("directory/<uuid:authority>/contacts/<uuid:contact>/", directory_editing.contact, name="contact"),
    path("directory/<uuid:authority>/contacts/<uuid:contact>/remove/", directory_editing.remove_contact, name="remove-contact"),
    path("system/", system.system, name="system"),
]
